export * from './context.ts';
export * from './finding.ts';
export * from './rule.ts';
export * from './rules/index.ts';
export * from './runRules.ts';
