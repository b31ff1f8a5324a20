import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { Notice } from "../ui/Notice";
import type { Destination } from "./view";

/**
 * Says to a convener that items of theirs are set aside, and to whoever may know it that there are
 * objections; nothing where there is nothing to say.
 * @param aside why items that the reader sees are set aside.
 * @param onShow shows the items: the reader's own that are set aside, or those objected to.
 */
export function AsideNotice({
  aside,
  onShow,
}: {
  aside: readonly Destination[];
  onShow(which: "own" | "objected"): void;
}) {
  const own = aside.filter((where) => where.mayObject || where.objection?.mayWithdraw).length;
  const objected = aside.filter((where) => where.objection).length;
  if (own === 0 && objected === 0) return null;
  return (
    <div className="mb-5 print:hidden">
      <Notice tone={objected > 0 ? "warning" : "info"}>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <p>
            {own > 0 && m.agenda_own_aside({ count: own })}{" "}
            {objected > 0 && m.agenda_objections_stand({ count: objected })}
          </p>
          <Button size="sm" onClick={() => onShow(own > 0 ? "own" : "objected")}>
            {m.agenda_coverage_show()}
          </Button>
        </div>
      </Notice>
    </div>
  );
}
