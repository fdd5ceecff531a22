/** The same function, which works each answer out once: for a question that thousands of rows put about a few hosts. */
export function answerOnce<T>(answerTo: (question: string) => T): (question: string) => T {
  const answers = new Map<string, { readonly answer: T }>();
  return (question) => {
    const known = answers.get(question);
    if (known) return known.answer;
    const answer = answerTo(question);
    answers.set(question, { answer });
    return answer;
  };
}
