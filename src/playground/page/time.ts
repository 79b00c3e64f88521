/** Slack's message times, as people read them. */
import type { Ts } from '../local-api.ts';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const clockSeconds = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const dayName = new Intl.DateTimeFormat('en', { weekday: 'long', day: 'numeric', month: 'long' });
const full = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'medium' });

export function dateOf(ts: Ts): Date {
  return new Date(Number(ts) * 1000);
}

export function clockTime(ts: Ts): string {
  return clock.format(dateOf(ts));
}

export function clockOf(atMs: number): string {
  return clockSeconds.format(atMs);
}

export function fullTime(ts: Ts): string {
  return full.format(dateOf(ts));
}

export function sameDay(one: Ts, other: Ts): boolean {
  return dateOf(one).toDateString() === dateOf(other).toDateString();
}

export function dayTitle(ts: Ts, nowMs: number): string {
  const date = dateOf(ts);
  if (date.toDateString() === new Date(nowMs).toDateString()) return 'Today';
  if (date.toDateString() === new Date(nowMs - 86_400_000).toDateString()) return 'Yesterday';
  return dayName.format(date);
}

export function bytesText(size: number): string {
  if (size < 1_000) return `${size} B`;
  return size < 1_000_000 ? `${(size / 1_000).toFixed(1)} kB` : `${(size / 1_000_000).toFixed(1)} MB`;
}
