/** The roles by their names in the reader's language. */
import { m } from "../i18n/messages";
import type { Role } from "./policy";

const NAMES: Record<Role, () => string> = {
  convener: () => m.accounts_role_convener(),
  drafter: () => m.accounts_role_drafter(),
  member: () => m.accounts_role_member(),
  observer: () => m.accounts_role_observer(),
  secretariat: () => m.accounts_role_secretariat(),
};

export function roleName(role: Role): string {
  return NAMES[role]();
}
