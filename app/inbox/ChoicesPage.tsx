/** What a person wants to be told, and how often by mail. */
import { Form, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";
import { formatHour } from "../i18n/format";
import { m } from "../i18n/messages";
import { type ChoicesView, MAIL_TIMES, type MailTimes } from "../notifications/choices";
import { NOTICE_KINDS } from "../notifications/rules";
import { useAnnounce } from "../ui/announce";
import { Button, ButtonLink } from "../ui/Button";
import { SelectField } from "../ui/Field";
import { Notice } from "../ui/Notice";
import { Page } from "../ui/Page";
import { useLocale } from "../ui/root-data";
import { useZone } from "./useZone";
import { kindName, kindText } from "./wording";

const OFTEN: Record<MailTimes, () => string> = {
  never: m.inbox_mail_never,
  daily: m.inbox_mail_daily,
  weekly: m.inbox_mail_weekly,
};

export function ChoicesPage({
  choices,
  saved,
}: {
  choices: ChoicesView;
  /** A new object each time that they were saved. */
  saved: object | undefined;
}) {
  const announce = useAnnounce();
  useEffect(() => {
    if (saved) announce(m.inbox_choices_saved());
  }, [saved, announce]);
  const busy = useNavigation().formAction === "/inbox/choices";
  return (
    <Page
      title={m.inbox_choices()}
      lead={m.inbox_choices_lead()}
      width="prose"
      actions={
        <ButtonLink to="/inbox" size="sm">
          {m.inbox_choices_back()}
        </ButtonLink>
      }
    >
      <Form method="post" className="grid gap-8">
        <fieldset>
          <legend className="mb-2 text-xl font-semibold">{m.inbox_choices_kinds()}</legend>
          <div className="grid gap-3">
            {NOTICE_KINDS.map((kind) => (
              <label key={kind} className="flex items-start gap-2.5">
                <input
                  type="checkbox"
                  name="wanted"
                  value={kind}
                  defaultChecked={!choices.muted.includes(kind)}
                  className="mt-1 size-4 shrink-0 accent-accent"
                />
                <span>
                  <span className="font-semibold">{kindName(kind)}</span>
                  <span className="block text-sm text-muted">{kindText(kind)}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <MailChoices choices={choices} />
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary" disabled={busy}>
            {m.inbox_choices_save()}
          </Button>
        </div>
        {saved && !busy && <Notice tone="success">{m.inbox_choices_saved()}</Notice>}
      </Form>
    </Page>
  );
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

function MailChoices({ choices }: { choices: ChoicesView }) {
  const locale = useLocale();
  const own = useZone(choices.timeZone);
  const zones = [...new Set([choices.timeZone, own, "UTC"])];
  const [zone, setZone] = useState(choices.timeZone);
  // Who has not chosen a zone yet is offered the one of this device.
  useEffect(() => {
    if (!choices.chosen) setZone(own);
  }, [choices.chosen, own]);
  return (
    <fieldset>
      <legend className="mb-2 text-xl font-semibold">{m.inbox_choices_mail()}</legend>
      <p className="mb-3 max-w-prose text-muted">{m.inbox_choices_mail_text()}</p>
      {!choices.mailed && (
        <div className="mb-4">
          <Notice>{m.inbox_choices_no_mail()}</Notice>
        </div>
      )}
      <div className="grid gap-4 sm:grid-cols-3">
        <SelectField
          label={m.inbox_choices_often()}
          name="mail"
          defaultValue={choices.mail}
          options={MAIL_TIMES.map((value) => ({ value, label: OFTEN[value]() }))}
        />
        <SelectField
          label={m.inbox_choices_hour()}
          name="mailHour"
          defaultValue={String(choices.mailHour)}
          options={HOURS.map((hour) => ({ value: String(hour), label: formatHour(locale, hour) }))}
        />
        <SelectField
          label={m.inbox_choices_zone()}
          name="timeZone"
          value={zone}
          onChange={(event) => setZone(event.target.value)}
          options={zones.map((name) => ({ value: name, label: name.replaceAll("_", " ") }))}
        />
      </div>
    </fieldset>
  );
}
