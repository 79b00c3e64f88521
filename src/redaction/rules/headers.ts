/**
 * Header and cookie names whose values survive inside containers where others are doubted.
 * Source: HTTP and OpenTelemetry registries, Coval's own headers.
 * Known misses: none of these can hold a credential by design; a proxy that misuses one is not covered.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

export const plainHeaders =
  words(`accept accept-charset accept-encoding accept-language accept-ranges age allow
  cache-control connection content-disposition content-encoding content-language content-length content-location
  content-range content-security-policy content-type date etag expect expires forwarded from host if-match
  if-modified-since if-none-match if-range if-unmodified-since keep-alive last-modified link location max-forwards
  origin pragma range referer retry-after sec-fetch-dest sec-fetch-mode sec-fetch-site sec-websocket-version
  sec-websocket-accept sec-websocket-key server server-timing strict-transport-security te trailer transfer-encoding upgrade user-agent vary via
  www-authenticate proxy-authenticate x-amzn-requestid x-amzn-trace-id x-amz-apigw-id x-amz-cf-id x-amz-cf-pop x-amz-date
  x-b3-traceid x-b3-spanid x-b3-sampled b3 x-trace x-span x-simulation x-run-id x-session-id x-call-id x-agent-id traceparent tracestate baggage x-cache x-content-type-options x-coval-simulation-id
  x-conversation-id x-simulation-id x-request-id x-correlation-id x-trace-id x-span-id x-forwarded-for x-forwarded-host x-forwarded-proto
  x-frame-options x-powered-by x-ratelimit-limit x-ratelimit-remaining x-ratelimit-reset x-real-ip x-coval-workspace-id
  cf-ray request-id x-datadog-trace-id x-datadog-parent-id x-cloud-trace-context x-honeycomb-dataset x-envoy-upstream-service-time`);

export const plainCookies =
  words(`theme lang language locale currency consent cookieconsent timezone tz _ga _gid _gat _fbp
  country region ab variant experiment bucket path domain expires max-age samesite secure httponly priority partitioned version comment`);

/** Headers whose names do not say that they carry a credential. */
export const secretHeaders =
  words(`x-honeycomb-team honeycomb-team x-functions-key x-jfrog-art-api x-auth x-access api-token x-sf-token
  x-otlp-team x-dataset-key x-newrelic-id-key x-insert-key x-license-key jenkins-crumb aspxauth .aspxauth asp.net_sessionid x-amz-security-token x-aws-ec2-metadata-token`);
