/** The hosts the bot's Slack side may speak to: Slack's own, and the one of the configured Web API. */

const slackHosts = /(?:^|\.)slack(?:-files|-msgs|-edge)?\.com$/;

export type IsSlackHost = (url: URL) => boolean;

export function slackHostRule(apiUrl: string): IsSlackHost {
  const configured = new URL(apiUrl);
  return (url) => {
    // A stand-in may serve files and response URLs from other ports of its host.
    if (sameHost(url.hostname, configured.hostname))
      return url.protocol === 'https:' || url.protocol === configured.protocol;
    return url.protocol === 'https:' && slackHosts.test(url.hostname);
  };
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A stand-in on this machine may name itself one way in its address and another in its answers. */
function sameHost(one: string, other: string): boolean {
  return one === other || (loopback.has(one) && loopback.has(other));
}
