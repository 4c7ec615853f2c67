/** Ends a request with a status and one line for the user. */
export class ApiError extends Error {
  readonly status: 400 | 403 | 404 | 405 | 409 | 413 | 415 | 421 | 422 | 503;

  constructor(status: ApiError['status'], message: string) {
    super(message);
    this.status = status;
  }
}
