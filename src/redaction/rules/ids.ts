/**
 * Words before a dash or underscore that begin identifiers, not credentials.
 * Source: the identifiers of Coval, OpenAI, LiveKit, Twilio, Stripe, AWS objects in public documentation.
 * Known misses: identifiers of services not listed, when they are 32 characters or longer and of mixed case.
 */
export const idPrefixes: ReadonlySet<string> = new Set(
  `run sim simulation conv conversation trace span req request call upl msg message org proj project evt event thread asst file user
  usr session room rm pa tr eg agent batch resp chatcmpl cmpl toolu item step vs in ch cus sub price acct seti src dep job task
  doc chunk node pod vol subnet sg vpc ami eni assistant workflow wf run_step response gen rec recording test case output
  exec execution build commit sha digest etag ft ftjob voice model dataset ds exp experiment obj object order ord cart inv invoice
  fc call_id rs ws`.split(/\s+/),
);
