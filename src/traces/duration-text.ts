/** `1.34 s`, `850 ms`, `12 µs`: three figures are enough to compare by eye. */
export function durationText(nanos: number): string {
  if (Number.isNaN(nanos)) return '';
  const size = Math.abs(nanos);
  if (!Number.isFinite(size)) return 'endless';
  if (size >= 3.6e12) return `${figures(nanos / 3.6e12)} h`;
  if (size >= 6e11) return `${figures(nanos / 6e10)} min`;
  if (size >= 1e9) return `${figures(nanos / 1e9)} s`;
  // What would round to 1000 µs is a millisecond.
  if (size >= 999_500) return `${figures(nanos / 1e6)} ms`;
  return `${figures(nanos / 1e3)} µs`;
}

function figures(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return value.toExponential(1);
  return size >= 100 ? value.toFixed(0) : size >= 10 ? value.toFixed(1) : value.toFixed(2);
}
