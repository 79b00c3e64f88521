/** Builds DOM nodes; text always goes in as text, so nothing a person or a bot wrote can become markup. */

export type Child = Node | string | number | null | undefined | false;
type Handlers = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };
export type Props = { on?: Handlers } & {
  [attribute: string]: string | number | boolean | null | undefined | Handlers;
};

export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name === 'on' || value === null || value === undefined || value === false) continue;
    node.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [type, handler] of Object.entries(props.on ?? {})) {
    // The handler's parameter is the event of that very type; the pair got separated by Object.entries.
    node.addEventListener(type, handler as EventListener);
  }
  add(node, ...children);
  return node;
}

export function add(parent: Node, ...children: Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

export function fill(parent: Element, ...children: Child[]): void {
  parent.replaceChildren();
  add(parent, ...children);
}

/** An element that page.html promises. */
export function byId(id: string): HTMLElement {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`page.html has no element with the id "${id}".`);
  return node;
}

let count = 0;
/** An id for label and description links; unique while the page is open. */
export function freshId(): string {
  count += 1;
  return `n${count}`;
}

export function toggleAttribute(node: Element, name: string, isOn: boolean, value = 'true'): void {
  if (isOn) node.setAttribute(name, value);
  else node.removeAttribute(name);
}

/** Elements that Tab reaches, in order. */
export function tabStops(within: ParentNode): HTMLElement[] {
  const all = within.querySelectorAll<HTMLElement>(
    'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex="0"]',
  );
  return [...all].filter((node) => node.checkVisibility({ visibilityProperty: true }));
}
