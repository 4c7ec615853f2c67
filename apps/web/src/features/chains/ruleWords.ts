import { describeRule, type Rule } from '@vethscope/model';

/** A rule in words, worked out when somebody first sees it: of a chain's 5,000 a screen shows ten. */
export const ruleWords = perRule(describeRule);

/** What a rule is found by, in lower case. */
export const ruleText = perRule((rule) => {
  const { conditions, action, comments } = ruleWords(rule);
  return [String(rule.number), ...conditions, action, ...comments].join(' ').toLowerCase();
});

/** Once for each rule, and kept as long as the rule is: a filter asks all of them at every letter. */
function perRule<T>(make: (rule: Rule) => T): (rule: Rule) => T {
  const made = new WeakMap<Rule, { readonly value: T }>();
  return (rule) => {
    const known = made.get(rule) ?? { value: make(rule) };
    made.set(rule, known);
    return known.value;
  };
}
