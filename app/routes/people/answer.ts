/** What the people page answers to a form. */
export interface PeopleAnswer {
  /** The new link, in the one answer that ever holds it. */
  link?: string;
  problem?: "delegation" | "changed-meanwhile" | "limit" | "too-many" | "unavailable";
}
