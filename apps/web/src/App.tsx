import { useThemeAttribute } from './ui/theme.ts';

export function App() {
  useThemeAttribute();
  return <main className="h-full" />;
}
