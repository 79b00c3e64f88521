/** Coval keys by alias. Cases and jobs hold the alias; only the Coval client asks for the value. */
export interface KeyRing {
  /** Every alias, the default first. */
  aliases: readonly string[];
  /** The value behind an alias, or undefined when there is none. */
  key(alias: string): string | undefined;
  /** The alias for a place: the channel's, else the team's, else the default; undefined when no key is configured. */
  aliasFor(place: { team: string; channel: string }): string | undefined;
}
