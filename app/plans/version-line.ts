import { m } from "../i18n/messages";
import type { VersionSummary } from "./view";

const REASONS: Record<VersionSummary["reason"], () => string> = {
  import: m.plans_version_import,
  approval: m.plans_version_approval,
  submission: m.plans_version_submission,
  draft: m.plans_version_draft,
  adoption: m.plans_version_adoption,
  manual: m.plans_version_manual,
};

/** Why a version was kept, and by whom, in the reader's language. */
export function versionLine({ reason, by }: Pick<VersionSummary, "reason" | "by">): string {
  const who = by ? m.plans_version_by({ name: by }) : m.plans_version_by_operator();
  return `${REASONS[reason]()}, ${who}`;
}
