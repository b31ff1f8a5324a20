/** What the people page and the sign-in page are given of accounts. Types only. */
import type { Role } from "./policy";

export interface ListedPerson {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** Place of the role in the list. */
  rank: number;
  delegation: string | null;
  withdrawn: boolean;
  isMe: boolean;
}

/** A link that can still be used; never the link itself. */
export interface OpenInvitation {
  id: string;
  role: Role;
  delegation: string | null;
  note: string;
  expiresAt: number;
}

export interface PeopleView {
  people: ListedPerson[];
  /** Empty for those who may not invite. */
  invitations: OpenInvitation[];
  /** The roles one may be invited to. */
  roles: { role: Role; needsDelegation: boolean }[];
  may: { invite: boolean; withdraw: boolean };
}

export interface DemoAccount {
  email: string;
  name: string;
  role: Role;
  delegation: string | null;
}
