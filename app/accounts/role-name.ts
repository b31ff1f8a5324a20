/** The roles by their names. */
import type { Locale } from "../context";
import { m } from "../i18n/messages";
import type { Role } from "./policy";

const NAMES = {
  convener: m.accounts_role_convener,
  drafter: m.accounts_role_drafter,
  member: m.accounts_role_member,
  observer: m.accounts_role_observer,
  secretariat: m.accounts_role_secretariat,
} as const satisfies Record<Role, unknown>;

/** @param locale for an export; left out, the reader's. */
export function roleName(role: Role, locale?: Locale): string {
  return NAMES[role]({}, locale ? { locale } : {});
}
