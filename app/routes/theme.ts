import { redirect } from "@remix-run/node";
import { plainRefusal } from "../accounts/answer.server";
import { formAction } from "../accounts/form-action.server";
import { returnPath } from "../accounts/return-path";
import { isTheme, THEME_COOKIE } from "../ui/theme";

export const action = formAction({
  sender: "anyone",
  read: (form) => ({ theme: form.get("theme"), to: form.get("to") }),
  async perform({ theme, to }) {
    return redirect(returnPath(to), {
      headers: {
        "Set-Cookie": `${THEME_COOKIE}=${isTheme(theme) ? theme : "system"}; Path=/; Max-Age=31536000; SameSite=Lax`,
      },
    });
  },
  refused: (refusal, { context }): Response => plainRefusal(refusal, context.locale),
});
