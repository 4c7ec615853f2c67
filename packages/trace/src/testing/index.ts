export * from './everyAnswer.ts';
