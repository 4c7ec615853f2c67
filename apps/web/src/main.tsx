import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { pickCaptureSource } from './api/pickCaptureSource.ts';
import { prefetchCaptureList } from './api/queries.ts';
import { SourceProvider } from './api/SourceContext.tsx';
import { ErrorBoundary } from './ui/ErrorBoundary.tsx';
import { TooltipProvider } from './ui/Tooltip.tsx';
import { prepareWorker } from './worker/startWorker.ts';
import './ui/tokens.css';

const root = document.getElementById('root');
if (root) {
  const source = pickCaptureSource(document);
  const queries = new QueryClient();
  prepareWorker();
  prefetchCaptureList(queries, source);
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <SourceProvider source={source}>
          <TooltipProvider delayDuration={300}>
            <ErrorBoundary what="this page" resetKey="">
              <App />
            </ErrorBoundary>
          </TooltipProvider>
        </SourceProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
