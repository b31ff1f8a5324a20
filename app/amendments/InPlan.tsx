/** Amendments where they are made: below the item that they are about, on the page of its plan. */
import { ChevronDown, ChevronRight, FilePen, Plus } from "lucide-react";
import { createContext, useContext, useRef, useState } from "react";
import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { AmendmentList } from "./AmendmentList";
import type { AmendedDocument } from "./amended-document";
import { isPending } from "./rules";
import type { Amendments } from "./view";

export interface InPlan {
  document: AmendedDocument;
  found: Amendments;
  me: string;
  /** For those who may propose, and cannot simply write. */
  onProposeNew?(areaId: string): void;
  /** Shows one in the margin; undefined where there is none, and they open below the item. */
  onShow?(itemId: string, amendmentId: string): void;
}

const Context = createContext<InPlan | null>(null);
export const InPlanProvider = Context.Provider;

/** How many wait below an item, to be opened there. */
export function AmendmentsOfItem({ itemId }: { itemId: string }) {
  const here = useContext(Context);
  const [open, setOpen] = useState(false);
  const pending =
    here?.found.amendments.filter((each) => each.itemId === itemId && isPending(each)) ?? [];
  const ref = useRef("");
  ref.current = pending[0]?.ref ?? ref.current;
  const { onShow } = here ?? {};
  const [first] = pending;
  if (onShow) {
    return (
      first && (
        <Button
          size="sm"
          variant="quiet"
          className="mt-1 font-sans"
          onClick={() => onShow(itemId, first.id)}
        >
          <FilePen size={16} aria-hidden />
          {m.amendments_on_item({ count: pending.length, ref: first.ref })}
        </Button>
      )
    );
  }
  // Once opened it stays, so that the last decision can be taken back where it was made.
  if (!here || (pending.length === 0 && !open)) return null;
  const id = `amendments-of-${itemId}`;
  return (
    <div className="mt-1 grid justify-items-start gap-2 font-sans">
      <Button
        size="sm"
        variant="quiet"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {open ? <ChevronDown size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
        {m.amendments_on_item({ count: pending.length, ref: ref.current })}
      </Button>
      <div id={id} hidden={!open} className="w-full">
        {open && (
          <AmendmentList
            document={here.document}
            shown={pending}
            all={here.found.amendments}
            me={here.me}
            mayDecide={here.found.permissions.decide}
          />
        )}
      </div>
    </div>
  );
}

/** Beside the heading of an area: the way to propose a new item in it. */
export function ProposeInArea({ areaId }: { areaId: string }) {
  const here = useContext(Context);
  if (!here?.onProposeNew) return null;
  return (
    <Button
      size="sm"
      variant="quiet"
      className="font-sans"
      onClick={() => here.onProposeNew?.(areaId)}
    >
      <Plus size={16} aria-hidden />
      {m.amendments_propose_new()}
    </Button>
  );
}
