import { Check, Monitor, Moon, Sun } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTheme } from '../../ui/theme.ts';
import { useActions } from '../../view/actions.ts';
import { useViewState } from '../../view/viewState.ts';

const CHOICES = [
  { value: undefined, title: 'System', icon: Monitor },
  { value: 'light', title: 'Light', icon: Sun },
  { value: 'dark', title: 'Dark', icon: Moon },
] as const;

export function ThemeMenu() {
  const { view, setView } = useViewState();
  useActions(
    CHOICES.map(({ value, title }) => ({
      id: `theme-${title}`,
      label: `Theme: ${title.toLowerCase()}`,
      group: 'Show',
      hint: 'colours appearance',
      isPossible: value !== view.theme,
      run: () => setView({ theme: value }, 'replace'),
    })),
  );
  const Icon = useTheme() === 'dark' ? Moon : Sun;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label="Theme"
        title="Theme"
        className="inline-flex size-7 items-center justify-center rounded-md text-ink-2 hover:bg-surface-3 hover:text-ink"
      >
        <Icon size={16} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-40 min-w-36 rounded-lg border border-line bg-surface p-1 shadow-pop"
        >
          <DropdownMenu.RadioGroup value={view.theme ?? 'system'}>
            {CHOICES.map(({ value, title, icon: ChoiceIcon }) => (
              <DropdownMenu.RadioItem
                key={title}
                value={value ?? 'system'}
                onSelect={() => setView({ theme: value }, 'replace')}
                className="flex h-7 cursor-pointer items-center gap-2 rounded-md px-2 text-sm outline-none data-highlighted:bg-surface-3"
              >
                <ChoiceIcon size={14} className="text-ink-2" aria-hidden="true" />
                {title}
                <DropdownMenu.ItemIndicator className="ml-auto">
                  <Check size={14} className="text-accent-text" aria-hidden="true" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
