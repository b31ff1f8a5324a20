import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import { DelegationTag } from "../ui/DelegationTag";
import { Time } from "../ui/Time";
import { Deadline } from "./Deadline";
import type { AdoptionView, SilenceView } from "./view";

/** The silence procedure that runs: until when, who is silent, and the ways to end it. */
export function SilenceBox({
  view,
  silence,
  onBreak,
  onCallOff,
}: {
  view: AdoptionView;
  silence: SilenceView;
  onBreak(): void;
  onCallOff(): void;
}) {
  return (
    <section
      aria-labelledby="adoption-silence"
      data-silence
      className="grid gap-3 rounded-md border-2 border-warning/60 bg-raised px-4 py-3.5"
    >
      <div>
        <h2 id="adoption-silence" className="text-xl font-semibold">
          {m.adoption_silence()}
        </h2>
        <p className="max-w-prose text-muted">{m.adoption_silence_text()}</p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <div>
          <h3 className="text-sm font-semibold">{m.adoption_deadline()}</h3>
          <Deadline at={silence.deadline} timeZone={silence.timeZone} />
          <p className="mt-1 text-sm text-muted">
            {m.adoption_silence_begun({ name: silence.by })}, <Time at={silence.at} />
          </p>
        </div>
        <div>
          <h3 className="mb-1 text-sm font-semibold">{m.adoption_silence_who()}</h3>
          <ul className="grid gap-1">
            {view.record.map(({ delegation, rows }) => {
              const silent = rows.filter(({ said, current }) => said === null || !current).length;
              return (
                <li key={delegation} className="flex flex-wrap items-baseline gap-x-2">
                  <DelegationTag code={delegation} />
                  <span className="text-sm">
                    {silent > 0 ? m.adoption_silent_on({ count: silent }) : m.adoption_spoken_all()}
                  </span>
                </li>
              );
            })}
          </ul>
        </div>
      </div>
      <div className="flex flex-wrap gap-2 print:hidden">
        {view.may["break-silence"] && (
          <Button variant="danger" onClick={onBreak}>
            {m.adoption_break()}
          </Button>
        )}
        {view.may.silence && <Button onClick={onCallOff}>{m.adoption_call_off()}</Button>}
      </div>
    </section>
  );
}
