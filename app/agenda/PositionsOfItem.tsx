import {
  CircleCheck,
  CircleDashed,
  CircleDotDashed,
  type LucideIcon,
  OctagonX,
  TriangleAlert,
} from "lucide-react";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { DelegationTag } from "../ui/DelegationTag";
import { Fold } from "../ui/Fold";
import { Time } from "../ui/Time";
import { Difference } from "./Difference";
import { agreementName, positionName } from "./position-wording";
import type { AgreementLevel, Position } from "./positions";
import type { AgendaItemView, ItemPositionsView, PositionView } from "./view";

const ICONS: Record<Position, LucideIcon> = {
  agreed: CircleCheck,
  "agreed-ad-referendum": CircleDotDashed,
  reservation: TriangleAlert,
  objection: OctagonX,
};

export interface ItemPositions {
  here: ItemPositionsView | undefined;
  /** The delegation for which the reader may give positions; null for other readers. */
  own: string | null;
  /** All delegations, in their order. */
  codes: readonly string[];
}

/**
 * What the delegations say of an agenda item, in one line. To the reader who is to confirm a position
 * the change in the words is shown at once; what concerns others is folded.
 */
export function PositionsOfItem({
  item,
  here,
  own: ownCode,
  codes,
  language,
  onGive,
}: ItemPositions & {
  item: AgendaItemView;
  /** Of the agenda's words. */
  language: string;
  /** Opens the dialog for the reader's own delegation. */
  onGive(itemId: string): void;
}) {
  if (!here) return null;
  const own = here.positions.find(({ delegation }) => delegation === ownCode);
  const told = here.positions.filter((each) => each.note !== "" || (!each.current && each !== own));
  return (
    <div className="mt-1.5 text-sm text-muted">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{m.positions_title()}</span>
        {here.positions.length === 0 ? (
          <span>{m.positions_none_yet()}</span>
        ) : (
          <>
            <ul className="contents">
              {codes.map((code) => (
                <Said
                  key={code}
                  code={code}
                  said={here.positions.find(({ delegation }) => delegation === code)}
                />
              ))}
            </ul>
            <AgreementMark agreement={here.agreement} />
          </>
        )}
        {ownCode !== null && (
          <Button
            size="sm"
            variant={own && !own.current ? "secondary" : "quiet"}
            id={giveButtonId(item.id)}
            className="print:hidden"
            onClick={() => onGive(item.id)}
          >
            {own
              ? own.current
                ? m.positions_change()
                : m.positions_confirm()
              : m.positions_give()}
            <span className="sr-only"> {item.ref}</span>
          </Button>
        )}
      </div>
      {own?.basisText != null && (
        <div className="mt-1 border-l-2 border-warning/60 pl-3 print:hidden">
          <p>{m.positions_changed_since()}</p>
          <Difference before={own.basisText} after={item.text} lang={language} />
        </div>
      )}
      {told.length > 0 && (
        <Fold summary={m.positions_details()}>
          <ul className="mt-1.5 grid gap-2 border-l-2 border-line pl-3">
            {told.map((each) => (
              <li key={each.delegation}>
                <Detail said={each} text={item.text} lang={language} diff={each !== own} />
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </div>
  );
}

/** Where the keyboard goes to give a position on an item. */
export const giveButtonId = (itemId: string) => `position-${itemId}`;

/** One delegation and its position, in a few words. */
function Said({ code, said }: { code: string; said: PositionView | undefined }) {
  const Icon = said ? ICONS[said.position] : CircleDashed;
  return (
    <li
      data-position={said?.position ?? "none"}
      data-delegation={code}
      className="inline-flex flex-wrap items-center gap-x-1.5"
    >
      <DelegationTag code={code} nameless />
      <span className={`inline-flex items-center gap-1 ${said ? "text-ink" : ""}`}>
        <Icon size={14} aria-hidden className="shrink-0" />
        {said ? positionName(said.position) : m.positions_missing()}
      </span>
      {said && !said.current && (
        <span className="rounded bg-warning-soft px-1 text-warning">
          {m.positions_to_confirm()}
        </span>
      )}
    </li>
  );
}

const AGREEMENT_LOOKS: Record<AgreementLevel, string> = {
  agreed: "border-success/50 text-success",
  "agreed-ad-referendum": "border-line-strong/60 text-ink",
  "with-reservations": "border-warning/50 text-warning",
  objected: "border-danger/50 text-danger",
  open: "border-line text-muted",
};

function AgreementMark({ agreement }: { agreement: AgreementLevel }) {
  return (
    <span
      data-agreement={agreement}
      className={`rounded border px-1.5 text-xs font-semibold ${AGREEMENT_LOOKS[agreement]}`}
    >
      <span className="sr-only">
        {m.positions_standing({ standing: agreementName(agreement) })}
      </span>
      <span aria-hidden>{agreementName(agreement)}</span>
    </span>
  );
}

function Detail({
  said,
  text,
  lang,
  diff,
}: {
  said: PositionView;
  text: string;
  lang: string;
  diff: boolean;
}) {
  return (
    <>
      <p>
        <DelegationTag code={said.delegation} /> · {positionName(said.position)} – {said.person},{" "}
        <Time at={said.at} />
      </p>
      {said.note !== "" && <p className="whitespace-pre-line text-ink">{said.note}</p>}
      {diff && said.basisText !== null && (
        <>
          <p>{m.positions_changed_since_other()}</p>
          <Difference before={said.basisText} after={text} lang={lang} />
        </>
      )}
    </>
  );
}
