/** Light or dark: the system's choice until the person makes their own. */
import { el, fill } from './dom.ts';
import { icon } from './icons.ts';

const key = 'local-workspace-theme';

export function createTheme(): HTMLElement {
  const root = document.documentElement;
  const kept = localStorage.getItem(key);
  if (kept === 'light' || kept === 'dark') root.dataset['theme'] = kept;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset['theme'] ?? (system.matches ? 'dark' : 'light')) === 'dark';
  const button = el('button', { type: 'button', class: 'tool bar-tool' });
  const draw = () => {
    const other = isDark() ? 'light' : 'dark';
    button.setAttribute('aria-label', `Use the ${other} theme`);
    button.title = `Use the ${other} theme`;
    fill(button, icon(isDark() ? 'sun' : 'moon'));
  };
  button.addEventListener('click', () => {
    const next = isDark() ? 'light' : 'dark';
    root.dataset['theme'] = next;
    localStorage.setItem(key, next);
    draw();
  });
  system.addEventListener('change', draw);
  draw();
  return button;
}
