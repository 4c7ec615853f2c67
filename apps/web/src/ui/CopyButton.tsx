import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './Button.tsx';
import { copyText } from './copyText.ts';

export function CopyButton(props: { readonly label: string; readonly text: () => string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <IconButton
      label={copied ? 'Copied' : props.label}
      icon={copied ? Check : Copy}
      onClick={() => copyText(props.text()).then(() => setCopied(true))}
    />
  );
}
