import type { NftEndpoint, NftService } from '@vethscope/model';
import { serviceId } from '@vethscope/model';
import { Fragment } from 'react';
import { Badge } from '../../../ui/Badge.tsx';
import { plural } from '../../../ui/format.ts';
import { KindGlyph } from '../../../ui/KindGlyph.tsx';
import { SourceLink } from '../../../ui/SourceLink.tsx';
import { Term } from '../../../ui/Tooltip.tsx';
import { useCapture } from '../../../view/CaptureContext.tsx';
import { ElementLink, ServiceLink } from '../../details/ElementLink.tsx';
import { addressText } from '../../rules/addressText.ts';
import { shareText } from '../../rules/shareText.ts';
import { NftChainLink } from '../NftChainLink.tsx';
import { wayText } from './nftServicesCsv.ts';

const MOST = 8;

/** A service port: the addresses that lead to it, what is done to whom, its endpoints. */
export function NftServiceRowView(props: { readonly title: string; readonly service: NftService }) {
  const { title, service } = props;
  const { ways, endpoints, chains, hasAffinity } = service;
  const { index } = useCapture();
  const known = service.name && index.service(serviceId(service.name.namespace, service.name.name));
  const pods = new Map(
    known?.ports.flatMap((port) => port.endpoints.map(({ address, pod }) => [`${address}`, pod])),
  );
  return (
    <div className="px-1.5 py-1.5">
      <p className="flex items-start gap-2">
        <span className="flex h-5 items-center">
          <KindGlyph kind="service" size={12} />
        </span>
        <span className="min-w-0 flex-1 font-medium text-ink [overflow-wrap:anywhere]">
          {title}
        </span>
        {known ? (
          <span className="text-xs">
            <ServiceLink id={known.id} />
          </span>
        ) : null}
        <span className="shrink-0 text-ink-3 text-xs leading-5">
          {plural(endpoints.length, 'endpoint')}
        </span>
      </p>
      <div className="pl-5 text-ink-2 text-xs">
        <p className="flex flex-wrap items-center gap-x-3">
          {ways.map((way) => (
            <span key={wayText(way)} className="font-mono text-ink">
              {wayText(way)}
            </span>
          ))}
          {hasAffinity ? (
            <Term hint="A client stays with the endpoint that it had: sessionAffinity ClientIP.">
              <Badge>affinity</Badge>
            </Term>
          ) : null}
        </p>
        <Conditions service={service} />
        <ul>
          {endpoints.slice(0, MOST).map((endpoint) => (
            <Endpoint
              key={endpoint.chain}
              endpoint={endpoint}
              pod={pods.get(endpoint.address ?? '')}
            />
          ))}
        </ul>
        {endpoints.length > MOST ? <p>and {endpoints.length - MOST} more, in its chain</p> : null}
        <p className="flex flex-wrap gap-x-3">
          {chains.map((chain) => (
            <NftChainLink key={chain} chain={chain} />
          ))}
        </p>
      </div>
    </div>
  );
}

function Conditions({ service: { masquerades, firewall } }: { readonly service: NftService }) {
  return (
    <>
      {masquerades.length === 0 ? null : (
        <p>
          <Term hint="The answer of an endpoint comes back here, and the endpoint sees this node as the client.">
            masquerades
          </Term>{' '}
          {masquerades.map(({ whose, chain }, i) => (
            <Fragment key={`${chain} ${whose}`}>
              {i > 0 && '; '}
              {chain.startsWith('external-') && 'from outside: '}
              {whose === '' ? 'all packets' : <span className="font-mono">{whose}</span>}
            </Fragment>
          ))}
        </p>
      )}
      {firewall.length === 0 ? null : (
        <p>
          load balancer: <span className="font-mono">{firewall.join('; ')}</span>
        </p>
      )}
    </>
  );
}

function Endpoint(props: { readonly endpoint: NftEndpoint; readonly pod: string | undefined }) {
  const { endpoint, pod } = props;
  const { chain, address, port, share, rules } = endpoint;
  const at = addressText(address, port);
  return (
    <li className="flex items-start gap-2">
      <span className="w-12 shrink-0 text-right font-mono text-ink leading-5">
        {share === undefined ? (
          <Term hint="It is reached by clients that stay with it, or only where endpoints of this node are asked for.">
            –
          </Term>
        ) : (
          shareText(share)
        )}
      </span>
      <span className="flex min-w-0 flex-1 flex-wrap gap-x-3">
        <NftChainLink chain={chain} text={at === '' ? 'address not understood' : at} />
        {pod === undefined ? null : <ElementLink id={pod} />}
      </span>
      <SourceLink evidence={rules.map(({ rule }) => rule.evidence)} of={`endpoint ${at}`} />
    </li>
  );
}
