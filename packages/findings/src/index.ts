export * from './context.ts';
export * from './describe/factWords.ts';
export * from './diffFindings.ts';
export * from './finding.ts';
export * from './muteRules.ts';
export * from './rule.ts';
export * from './rules/index.ts';
export * from './runRules.ts';
