import { m } from "../../i18n/messages";
import { Time } from "../../ui/Time";
import type { RemovalView } from "../view";

/** Which number a removed item had, who removed it, and when; as far as it is known. */
export function RemovalLine({ removal }: { removal: RemovalView | undefined }) {
  if (!removal) return null;
  const { ref, by, at } = removal;
  return (
    <span className="block text-sm text-muted">
      {ref && <span className="font-semibold">{ref} · </span>}
      {by ? m.plans_removed_by({ name: by }) : m.plans_removed_on()} <Time at={at} />
    </span>
  );
}
