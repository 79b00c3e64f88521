/** Names of the emoji that bots use most; any other is shown by its name. */
const known: Record<string, string> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔',
  x: '❌',
  warning: '⚠',
  rotating_light: '🚨',
  hourglass: '⌛',
  hourglass_flowing_sand: '⏳',
  eyes: '👀',
  mag: '🔍',
  lock: '🔒',
  key: '🔑',
  bulb: '💡',
  information_source: 'ℹ',
  question: '❓',
  exclamation: '❗',
  wave: '👋',
  tada: '🎉',
  thumbsup: '👍',
  '+1': '👍',
  thumbsdown: '👎',
  '-1': '👎',
  pray: '🙏',
  bug: '🐛',
  hammer_and_wrench: '🛠',
  memo: '📝',
  link: '🔗',
  red_circle: '🔴',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  arrow_right: '➡',
  repeat: '🔁',
  no_entry: '⛔',
  clock1: '🕐',
  zap: '⚡',
};

export function emojiText(name: string): string {
  return known[name] ?? `:${name}:`;
}

export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]{1,60}):/g, (whole, name: string) => known[name] ?? whole);
}
