/**
 * Passwords that people make of words: `amber-lagoon`, `saffronValleyLilac`, `OAK-RIVER42`, `jasperpebbleviolet`.
 * Source: how password generators and people join words. Known misses: two short words run together, and words that
 * are also names of things in rules of this file.
 */
import { isName } from './value.ts';

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Parts of hyphenated words that sentences, products and settings use: no password is made of them. */
const ordinaryParts =
  words(`a an and anti api app at auto back base based bit box by case check client co coded config counter cross custom
  cut cutting data dead day days deep default dev down driven edge end event ex face fail file first follow for free friendly
  front full general generic get go half hand hard health high hour hours id in inline inter is it key last level life like limited line
  lived load log long look low made main max mid min mini mode model month multi my near new next no non not of off office old on
  one only opt or out over own pair part party pass per plus point post pre primary prod production pub pull push quick
  rate raw re read ready real rest right run running safe scale second secondary self semi send sensitive server service
  set short side sign signed single size so specific spin sql stage staging stale state step strict sub system tech term test
  testing text third three through time to top tts two type un up upper url use used user via voice wait warm web
  week weeks well whole wide wise word work world wrap write year years you zero stt llm asr sip http https tls ssl mtls ssh
  web socket agent agents trace traces span spans call calls simulation simulations run runs collector exporter gateway
  proxy header headers token tokens secret secrets password passwords auth oauth east west north south central europe asia
  mini nano turbo flash preview latest large small medium pro realtime sonnet opus haiku turbo whisper nova sonic
  error errors status code codes name names value values request response found bearer basic digest sha`);

const lastLabels =
  words(`com net org io dev ai app cloud local localhost internal example test invalid de fr es it nl pl uk
  us eu jp cn kr in ru tr br co me tv info biz tech svc lan corp home json yaml yml toml env txt md csv log py js ts tsx jsx mjs
  cjs go rs rb java kt cs php sh conf cfg ini xml html pem crt key pub zip gz tar wav mp3 lock sql tf tfvars`);

const codeRoots =
  words(`self this super os process config settings options request response env console document
  window args params props ctx context app client server session user data module exports event error err res req math json`);

/** First words of functions and last words of types. */
const codeHumps =
  words(`get set is has on handle create make build new use with to from fetch load parse read write send find
  add remove update delete check validate verify init start stop run call open close string number list array map
  error exception service manager handler provider client factory builder type interface config options request response
  listener controller context module component event callback id name url key token secret`);

/** Names of products that are written in humps. */
const products =
  words(`livekit github gitlab oauth openai elevenlabs javascript typescript postgresql mysql mongodb
  opentelemetry newrelic sendgrid paypal youtube linkedin whatsapp pagerduty cloudflare deepgram playht assemblyai
  bitbucket circleci databricks dynamodb fastapi graphql hubspot huggingface langchain langfuse launchdarkly openapi
  openrouter redshift salesforce signalwire speechmatics websocket websockets macos wifi keycloak servicenow bigquery
  cloudwatch cloudformation eventbridge codebuild onepassword lastpass bitwarden devops sharepoint onedrive powershell`);

/** Derivational endings: longer words of sentences have them, words run together rarely do. */
const endings =
  /(?:ly|ed|ings?|ions?|ible|able|ments?|ives?|ents?|ful|ous|als?|ics?|ness|ity|ities|ors?|ers?|ate|ates|i[sz]e[sd]?|ships?|ances?|ences?|ures?|wards?|less|hoods?|ary|ies|isms?|ists?|ants?|ology|graphy|ung|keit|heit|schaft|lich|isch|mente|ci[oó]n|idad|dade|zione)$/i;

/** Of these only what no short word ends in: `timber`, `sable` and `coral` may close a compound. */
const longEndings =
  /(?:[^il]ly|[rdt]ily|[^e]ed|[^rkw]ings?|(?:iz|ic|or|ul|er|ti|nt|uc|ig|in|it|ri|lu|st)ations?|[ceiu]tions?|[aeiourls]sions?|ibl[ey]|(?:nd|pt|rt|ct|ns|ut|nl|iz|ge|ce)able|ments?|(?:at|ct|it|ut|ss|rs|ns)ives?|[dgmtqc]u?ents?|ful|ous|(?:on|nt|ic|gr)als?|[aei]tics?|istics?|ness|[^c]it(?:y|ies)|[iu]tors?|[rnlcz]ators?|(?:iz|fi|aph|ist)ers?|(?:ic|in|it|ul|er|or|ig|id)ates?|i[sz]e[sd]?|[nr]ships?|[nrti]ances?|[itlrqgd]u?ences?|[ct]tures?|wards?|less|hoods?|(?:in|on|nt|et|it|ut)ary|isms?|[vlnt]ists?|ology|graphy|schaft|mente)$/;

/** Looks like a password made of words. A label has to announce it: names of things look the same. */
export function isWorded(value: string): boolean {
  if (value.length < 8 || value.length > 80) return false;
  const core = /^["'(]?([A-Za-z][A-Za-z._-]*[A-Za-z])\d{0,6}[!?#$%&*+.]{0,4}$/.exec(value)?.[1];
  if (core === undefined || isName(core)) return false;
  if (core.includes('.')) return isDotted(core);
  if (/[-_]/.test(core)) return isJoined(core, value);
  return isHumped(core) || isRunTogether(core);
}

function isDotted(core: string): boolean {
  const parts = core.split('.');
  if (parts.length < 3 || !parts.every((part) => /^[A-Za-z]{3,16}$/.test(part))) return false;
  return (
    !lastLabels.has((parts.at(-1) ?? '').toLowerCase()) &&
    !codeRoots.has((parts[0] ?? '').toLowerCase()) &&
    !parts.some((part) => /[a-z][A-Z]/.test(part))
  );
}

/** Names of variables are joined by `_`, and constants are in capitals: they need a third word or a number. */
function isJoined(core: string, value: string): boolean {
  const parts = core.split(/[-_]/);
  const numbered = /\d/.test(value);
  const few = parts.length === 2 && !numbered;
  if (few && (core.includes('_') || core === core.toUpperCase())) return false;
  if (!parts.every((part) => /^[A-Za-z]{2,20}$/.test(part))) return false;
  const plain = parts.filter((part) => part.length >= 3 && !ordinaryParts.has(part.toLowerCase()));
  if (few) return plain.length === 2 && !/(?:ed|ing|able|ible|free|less|ly)$/i.test(core);
  return plain.length >= 2;
}

/** `saffronValley`: words of three letters or more, none of them what code calls its parts. */
export function isHumped(core: string): boolean {
  if (!/^[A-Z]?[a-z]{2,20}(?:[A-Z][a-z]{2,20}){1,6}$/.test(core)) return false;
  const humps = core
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(' ');
  if (products.has(humps.join(''))) return false;
  return !codeHumps.has(humps[0] ?? '') && !codeHumps.has(humps.at(-1) ?? '');
}

/** Longer than words of sentences are, and not built like one of them. */
export function isRunTogether(core: string): boolean {
  return core.length >= 14 && /^[a-z]+$/.test(core) && !longEndings.test(core);
}

/** Ends as nouns, verbs and adjectives of sentences do. */
export function isDerived(word: string): boolean {
  return endings.test(word);
}
