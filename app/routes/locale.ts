import { redirect } from "@remix-run/node";
import { operationOf, plainRefusal } from "~/accounts/answer.server";
import { formAction } from "~/accounts/form-action.server";
import { setLocale } from "~/accounts/people.server";
import { returnPath } from "~/accounts/return-path";
import { isLocale, LOCALE_COOKIE } from "~/i18n/locale";
import { Refused } from "~/refusal";

const A_YEAR = 31_536_000;

export const loader = () => redirect("/");

export const action = formAction({
  sender: "anyone",
  read(form) {
    const locale = form.get("locale");
    if (!isLocale(locale)) throw new Refused("invalid", "locale");
    return { locale, to: form.get("to") };
  },
  async perform({ locale, to }, { context }) {
    if (context.person && context.person.locale !== locale) {
      await setLocale(operationOf(context), { locale });
    }
    const secure = context.app.settings.origin?.startsWith("https:") ? "; Secure" : "";
    return redirect(returnPath(to), {
      headers: {
        "Set-Cookie": `${LOCALE_COOKIE}=${locale}; Path=/; Max-Age=${A_YEAR}; HttpOnly; SameSite=Lax${secure}`,
      },
    });
  },
  refused: (refusal, { context }): Response => plainRefusal(refusal, context.locale),
});
