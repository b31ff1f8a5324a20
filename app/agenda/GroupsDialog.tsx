import { useContext, useEffect, useState } from "react";
import { m } from "../i18n/messages";
import type { RefusalCode } from "../refusal";
import { useAnnounce } from "../ui/announce";
import { Button } from "../ui/Button";
import { Dialog } from "../ui/Dialog";
import { SelectField } from "../ui/Field";
import { limitText } from "../ui/limit-text";
import { Notice } from "../ui/Notice";
import { type ItemKey, keyOf } from "./disposition";
import type { ProposedGroup } from "./groups";
import { RelatedList, SharedNames } from "./RelatedItems";
import { useRelated } from "./useRelated";

/**
 * Groups of unplaced items that could become one agenda item, area by area. Accepting a group
 * selects its items; what becomes of them is then decided as for any selection.
 */
export function GroupsDialog({
  areaCount,
  onAccept,
  onClose,
}: {
  areaCount: number;
  onAccept(items: readonly ItemKey[]): void;
  onClose(): void;
}) {
  const { items } = useContext(RelatedList);
  const announce = useAnnounce();
  /** The number of an area; empty for all. */
  const [area, setArea] = useState("");
  const asked = useRelated<{ groups: ProposedGroup[] }>(
    area ? `/agenda/groups?area=${area}` : "/agenda/groups",
    items,
  );
  const groups = asked.state === "there" ? asked.answer.groups : null;
  const count = groups?.length;
  useEffect(() => {
    if (count !== undefined) announce(m.related_groups_found({ count }));
  }, [count, announce]);
  const areas = Array.from({ length: areaCount }, (_, index) => index + 1);

  return (
    <Dialog title={m.related_groups_title()} isOpen onClose={onClose} wide>
      <div className="grid gap-4">
        <p className="text-sm text-muted">{m.related_groups_lead()}</p>
        <SelectField
          label={m.agenda_area()}
          name="area"
          value={area}
          onChange={(event) => setArea(event.target.value)}
          options={[
            { value: "", label: m.agenda_area_all() },
            ...areas.map((number) => ({
              value: String(number),
              label: m.agenda_area_number({ number }),
            })),
          ]}
        />
        {asked.state === "waiting" && <p className="text-sm text-muted">{m.related_waiting()}</p>}
        {asked.state === "failed" && (
          <Notice tone="warning" role="alert">
            {groupsProblem(asked.code)}
          </Notice>
        )}
        {groups?.length === 0 && <p>{m.related_groups_none()}</p>}
        {groups && groups.length > 0 && (
          <ul className="grid gap-3">
            {groups.map((group) => (
              <Group key={group.items.map(keyOf).join(" ")} group={group} onAccept={onAccept} />
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}

function groupsProblem(code: RefusalCode | "unreachable"): string {
  if (code === "unreachable") return m.related_unreachable();
  return limitText({ code }) ?? m.related_groups_refused();
}

function Group({
  group,
  onAccept,
}: {
  group: ProposedGroup;
  onAccept(items: readonly ItemKey[]): void;
}) {
  const { items, plans } = useContext(RelatedList);
  const listed = group.items.flatMap((key) => items.get(keyOf(key)) ?? []);
  const refs = listed.map(({ ref }) => ref).join(", ");
  return (
    <li data-proposed-group={refs} className="rounded-md border border-line px-3 py-2.5">
      <ul className="grid gap-2">
        {listed.map((item) => (
          <li key={keyOf(item)}>
            <span className="text-sm font-semibold tabular-nums">{item.ref}</span>
            <p lang={plans.get(item.planId)?.language} className="line-clamp-3 font-serif">
              {item.text}
            </p>
          </li>
        ))}
      </ul>
      {group.concepts.length > 0 && (
        <SharedNames concepts={group.concepts} words={[]} language={undefined} />
      )}
      <Button
        size="sm"
        className="mt-2"
        aria-label={m.related_group_accept_of({ refs })}
        onClick={() => onAccept(group.items)}
      >
        {m.related_group_accept({ count: listed.length })}
      </Button>
    </li>
  );
}
