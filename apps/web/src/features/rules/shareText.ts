/** `0.5` → `50 %`, `0.3333` → `33.3 %`: of new connections. */
export function shareText(share: number): string {
  const percent = share * 100;
  const isWhole = Math.abs(percent - Math.round(percent)) < 0.05;
  return `${percent.toFixed(isWhole ? 0 : 1)} %`;
}
