/** Short scripts for newcomers; each step offers to do itself. */
import type { Story, StoryStep } from '../../local-api.ts';
import type { Desk } from '../desk.ts';
import { el, fill } from '../dom.ts';
import { doStep } from './fill-in.ts';
import type { PanelPage } from './panel.ts';

export function createGuide(desk: Desk): PanelPage {
  const node = el('div', { class: 'guide' });
  /** Steps that were done stay ticked while the page is open. */
  const done = new Set<StoryStep>();
  let drawn: unknown = null;
  const draw = () => {
    const { guide } = desk.store.snapshot;
    if (guide !== null && guide === drawn) return;
    drawn = guide;
    if (guide === null) {
      fill(node, el('p', { class: 'quiet' }, 'This workspace was started without a guide.'));
      return;
    }
    fill(
      node,
      el('h3', {}, 'A first triage in two minutes'),
      el(
        'p',
        { class: 'quiet' },
        'Choose a story. Each step can be done by hand, or at the press of its button. Look at Traffic to see what the bot and its two sides say to each other.',
      ),
      ...guide.stories.map((story, index) => drawStory(desk, story, index === 0, done)),
    );
  };
  return {
    node,
    draw,
    news(news) {
      if (news.kind === 'all') draw();
    },
  };
}

function drawStory(desk: Desk, story: Story, isOpen: boolean, done: Set<StoryStep>): HTMLElement {
  return el(
    'details',
    { class: 'story', name: 'story', open: isOpen },
    el('summary', {}, el('strong', {}, `Try: ${lowerFirst(story.title)}`), el('small', {}, story.gist)),
    el('ol', { class: 'steps' }, ...story.steps.map((step) => drawStep(desk, step, done))),
  );
}

function drawStep(desk: Desk, step: StoryStep, done: Set<StoryStep>): HTMLElement {
  const value = step.say ?? step.field?.value;
  const line = el('li', { class: done.has(step) ? 'done' : null }, el('p', {}, step.text));
  if (value !== undefined) line.append(el('code', { class: 'step-value', tabindex: 0 }, value));
  const isDoable = value !== undefined || step.as !== undefined || step.in !== undefined;
  if (!isDoable) return line;
  const press = () => {
    doStep(desk, step);
    done.add(step);
    line.classList.add('done');
  };
  line.append(
    el(
      'div',
      { class: 'step-buttons' },
      el('button', { type: 'button', class: 'button small', on: { click: press } }, buttonWords(desk, step)),
    ),
  );
  return line;
}

function buttonWords(desk: Desk, step: StoryStep): string {
  if (step.field !== undefined) return 'Fill it in';
  const person = [...desk.store.people.values()].find((one) => one.handle === step.as);
  const first = person?.name.split(' ')[0] ?? '';
  if (step.say !== undefined) return `Write it as ${first}`;
  return first === '' ? 'Go there' : `Go there as ${first}`;
}

function lowerFirst(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}
