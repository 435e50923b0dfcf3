-- Which running alerts a sender of `/api/v2/alerts` has told, a row a request and end: it keeps them running until then.
CREATE TABLE telling (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  told_at timestamptz(3) NOT NULL,
  until timestamptz(3) NOT NULL,
  alerts bigint[] NOT NULL
);
CREATE INDEX telling_until ON telling (until);
