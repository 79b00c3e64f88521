/** What the answer of an effect tells of what stands in Slack. */

/** The time of a message. */
export const isPost = (answer: string): boolean => /^\d+\.\d+$/.test(answer);

export const isFile = (answer: string): boolean => /^F[A-Z0-9]{2,}$/.test(answer);
