/** Makes a body readable: JSON indented, form fields one a line, JSON inside a form field opened. Pure. */

const mostCharacters = 20_000;

export function prettyBody(body: string): string {
  const text = fromJson(body) ?? fromForm(body) ?? body;
  return text.length > mostCharacters
    ? `${text.slice(0, mostCharacters)}\n… cut here; copy the body for the rest`
    : text;
}

function fromJson(text: string): string | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return undefined;
  }
}

function fromForm(text: string): string | undefined {
  if (!/^[\w.%-]+=[^\s]*$/.test(text)) return undefined;
  return [...new URLSearchParams(text)]
    .map(([name, value]) => `${name}: ${fromJson(value) ?? value}`)
    .join('\n');
}
