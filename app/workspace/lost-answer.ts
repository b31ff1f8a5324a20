/**
 * What a step's action on the page answers where the server could not be reached: so the page says
 * so, and stays as it is with its form and what is typed on it.
 * @param ask sends the step. What the server does answer, a refusal too, is passed on.
 * @param lost made only if it is needed.
 */
export async function orLost<Answer, Lost>(
  ask: () => Promise<Answer>,
  lost: () => Lost,
): Promise<Answer | Lost> {
  try {
    return await ask();
  } catch (error) {
    // What a browser throws when there is no answer; everything else is a fault of ours.
    if (!(error instanceof TypeError)) throw error;
    return lost();
  }
}
