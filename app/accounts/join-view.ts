/** What the page behind an invitation link is given. Types only. */
import type { FieldProblems } from "./credentials";
import type { Role } from "./policy";

/** Whether a link can be used, and if not, why not. */
export type InvitationStatus = "open" | "used" | "revoked" | "expired" | "unknown";

export interface JoinView {
  status: InvitationStatus;
  role: Role | null;
  delegation: string | null;
}

/** What a refused form gets back: never the password. */
export interface JoinAnswer {
  problems: FieldProblems;
  /** That it can be sent again later as it is, and why. */
  later: "busy" | "unavailable" | null;
  name: string;
  email: string;
}
