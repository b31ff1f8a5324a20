import { useDelegation } from "./root-data";

/** A delegation by its code, and by its name unless `code` alone is asked for. */
export function DelegationTag({
  code,
  name,
  nameless = false,
}: {
  code: string;
  /** Name to show; by default the one in the reader's language. */
  name?: string;
  nameless?: boolean;
}) {
  const delegation = useDelegation(code);
  const shown = name ?? delegation?.name;
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap align-baseline">
      <span
        data-slot-colour={delegation?.slot ?? 5}
        title={nameless ? shown : undefined}
        className="slot-tag rounded px-1.5 py-px text-xs font-bold tracking-wide"
      >
        {code}
      </span>
      {!nameless && shown && <span className="text-sm">{shown}</span>}
    </span>
  );
}
