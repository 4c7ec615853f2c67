import type { IpsetMember } from '@vethscope/model';

/** A set while its lines are read. */
export interface IpsetDraft {
  readonly name: string;
  type?: string;
  options: Readonly<Record<string, string>>;
  references?: number;
  entries?: number;
  /** Absent until members are known to follow. */
  members?: IpsetMember[];
  readonly from: number;
  to: number;
}
