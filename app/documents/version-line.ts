import { m } from "../i18n/messages";
import type { VersionSummary } from "./view";

const REASONS: Record<VersionSummary["reason"], () => string> = {
  import: m.plans_version_import,
  approval: m.plans_version_approval,
  submission: m.plans_version_submission,
  draft: m.plans_version_draft,
  adoption: m.plans_version_adoption,
  manual: m.plans_version_manual,
  timed: m.plans_version_timed,
  "accept-several": m.plans_version_accept_several,
  step: m.plans_version_step,
  removal: m.plans_version_removal,
  "bring-back": m.plans_version_bring_back,
};

/** Why a version was kept, and by whom, in the reader's language. */
export function versionLine({ reason, by }: Pick<VersionSummary, "reason" | "by">): string {
  if (reason === "timed") return REASONS.timed();
  const who = by ? m.plans_version_by({ name: by }) : m.plans_version_by_operator();
  return `${REASONS[reason]()}, ${who}`;
}
