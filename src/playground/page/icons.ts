/** The few line icons of the workspace, drawn here so that no picture has to be loaded. */

const paths = {
  attach: 'M8 12.5l5.6-5.6a2.5 2.5 0 0 1 3.5 3.5l-7 7a4 4 0 0 1-5.7-5.7l6.6-6.6',
  back: 'M12 5l-6 7 6 7M6 12h13',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  chevron: 'M6 9l6 6 6-6',
  close: 'M6 6l12 12M18 6L6 18',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  hash: 'M9 4L7 20M17 4l-2 16M4 9h16M4 15h16',
  home: 'M4 11l8-7 8 7v9h-5v-6h-6v6H4z',
  lightning: 'M13 3L5 14h6l-1 7 8-11h-6z',
  lock: 'M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3',
  menu: 'M4 7h16M4 12h16M4 17h16',
  moon: 'M19 14.5A7.5 7.5 0 0 1 9.5 5 7.5 7.5 0 1 0 19 14.5z',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  panel: 'M4 5h16v14H4zM15 5v14',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-5.5 8-5.5s7 1.5 8 5.5',
  plus: 'M12 5v14M5 12h14',
  reply: 'M4 5h16v11H10l-4 4v-4H4z',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20 20',
  send: 'M4 12l16-8-5 16-3.5-6.5z',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5',
} as const;

export type IconName = keyof typeof paths;
const space = 'http://www.w3.org/2000/svg';

export function icon(name: IconName): SVGElement {
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', paths[name]);
  svg.append(path);
  if (name === 'more') path.setAttribute('stroke-width', '3');
  return svg;
}
