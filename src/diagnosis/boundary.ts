/** The six places where a trace can get lost. */
export const BOUNDARIES = [
  'never_exported',
  'export_http_error',
  'wrong_target',
  'wrong_ui_route',
  'sparse_spans',
  'metrics_cannot_find_spans',
] as const;
export type Boundary = (typeof BOUNDARIES)[number];
