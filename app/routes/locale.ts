import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { operationOf } from "~/accounts/answer.server";
import { setLocale } from "~/accounts/people.server";
import { returnPath } from "~/accounts/return-path";
import { isLocale, LOCALE_COOKIE } from "~/i18n/locale";

const A_YEAR = 31_536_000;

export const loader = () => redirect("/");

export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  const locale = form.get("locale");
  if (!isLocale(locale)) throw data(null, { status: 400 });
  if (context.person && context.person.locale !== locale) {
    await setLocale(operationOf(context), { locale });
  }
  const secure = context.app.settings.origin?.startsWith("https:") ? "; Secure" : "";
  return redirect(returnPath(form.get("to")), {
    headers: {
      "Set-Cookie": `${LOCALE_COOKIE}=${locale}; Path=/; Max-Age=${A_YEAR}; HttpOnly; SameSite=Lax${secure}`,
    },
  });
}
