import { comparing } from "../i18n/format";
import { m } from "../i18n/messages";
import { useLocale } from "../ui/root-data";
import type { LiveDocument } from "./live-document";
import type { Presence } from "./live-state";
import { useLivePart } from "./useLiveDocument";

const SHOWN = 4;

function initials(name: string): string {
  const words = name.split(/[\s,]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => word[0])
    .join("")
    .toUpperCase();
}

const described = ({ name, delegation }: Presence) =>
  delegation ? `${name} (${delegation})` : name;

/** Who has the document open: names for the screen reader and the tooltip, initials to look at. */
export function PresenceList({ live, me }: { live: LiveDocument | null; me: string }) {
  const present = useLivePart(live, "present");
  const compare = comparing(useLocale());
  const others = present.filter(({ id }) => id !== me).sort((a, b) => compare(a.name, b.name));
  if (others.length === 0) return null;
  const shown = others.slice(0, SHOWN);
  const rest = others.slice(SHOWN);
  return (
    <ul aria-label={m.plans_present()} className="flex items-center gap-1">
      {shown.map((person) => (
        <li key={person.id}>
          <span
            data-slot-colour={person.slot}
            title={described(person)}
            className="slot-tag inline-flex h-7 items-center gap-1 rounded-full px-2 text-xs font-bold"
          >
            {person.delegation && <span aria-hidden>{person.delegation}</span>}
            <span aria-hidden className="font-semibold lg:hidden">
              {initials(person.name)}
            </span>
            <span aria-hidden className="hidden max-w-44 truncate font-semibold lg:inline">
              {person.name}
            </span>
            <span className="sr-only">{described(person)}</span>
          </span>
        </li>
      ))}
      {rest.length > 0 && (
        <li className="text-sm text-muted" title={rest.map(described).join(", ")}>
          {m.plans_present_more({ count: rest.length })}
        </li>
      )}
    </ul>
  );
}
