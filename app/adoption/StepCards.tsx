import { m } from "../i18n/messages";
import { Button } from "../ui/Button";
import type { AdoptionStep } from "./adoption";
import { Requirements } from "./Requirements";
import type { AdoptionView } from "./view";
import { draftName, stepWords } from "./wording";

/** The steps that may come next: what each does, what it needs, and the button for who may. */
export function StepCards({
  view,
  onAsk,
}: {
  view: AdoptionView;
  onAsk(step: AdoptionStep): void;
}) {
  const mine = view.steps.some(({ step }) => view.may[step]);
  return (
    <section aria-labelledby="adoption-next">
      <h2 id="adoption-next" className="text-xl font-semibold">
        {m.adoption_next()}
      </h2>
      {!mine && <p className="text-muted">{m.adoption_next_reader()}</p>}
      <ul className="mt-3 grid items-start gap-4 md:grid-cols-2">
        {view.steps.map(({ step, requirements }) => {
          const words = stepWords(step);
          return (
            <li
              key={step}
              data-step={step}
              className="grid gap-3 rounded-md border border-line bg-raised px-4 py-3.5"
            >
              <div>
                <h3 className="text-lg font-semibold">{words.name}</h3>
                <p className="text-muted">{words.text}</p>
              </div>
              <Requirements requirements={requirements} view={view} />
              {view.may[step] && (
                <div>
                  <Button
                    disabled={!requirements.every(({ met }) => met)}
                    onClick={() => onAsk(step)}
                  >
                    {step === "issue-draft"
                      ? m.adoption_issue_as({ draft: draftName(view.next) })
                      : `${words.do}…`}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
