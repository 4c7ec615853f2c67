/** The library comes when somebody wants the tour. */
export async function startTour(): Promise<void> {
  const { runTour } = await import('./runTour.ts');
  runTour();
}
