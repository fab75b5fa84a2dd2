/**
 * What gateways keep in Redis of each other, all times being Redis's own, since the clocks of gateways
 * differ:
 *
 * - `gateways`: processes that count as alive, and until when.
 * - `dead`: those that were declared dead or have left, and when; for a day.
 * - `pulse`: when any of them gave its last sign of life, and until when nobody is declared dead.
 * - `estates`: the dead whose connections nobody has ended yet, and until when an heir is at it.
 * - `connections:NAME`: of the connections that NAME holds what their `$disconnect` needs, sealed.
 */

const now = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
`;

/**
 * KEYS: gateways, dead, pulse, estates, its connections. ARGV: name, its channel, lease, silence, quiet.
 * A sign of life, which also declares dead whose lease is over. Returns -1 when this process was declared
 * dead itself, 1 when Redis did not know it, else 0.
 */
export const beatScript = `${now}
if redis.call('ZSCORE', KEYS[2], ARGV[1]) then return -1 end
local last = tonumber(redis.call('HGET', KEYS[3], 'at') or '0')
local quietUntil = tonumber(redis.call('HGET', KEYS[3], 'quietUntil') or '0')
if now - last > tonumber(ARGV[4]) or redis.call('EXISTS', KEYS[1]) == 0 then
  quietUntil = now + tonumber(ARGV[5])
  redis.call('HSET', KEYS[3], 'quietUntil', quietUntil)
end
redis.call('HSET', KEYS[3], 'at', now)
local added = redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[1])
redis.call('PEXPIRE', KEYS[5], 86400000)
if now >= quietUntil then
  for _, name in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now)) do
    redis.call('ZREM', KEYS[1], name)
    redis.call('ZADD', KEYS[2], now, name)
    redis.call('ZADD', KEYS[4], 0, name)
  end
end
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now - 86400000)
redis.call('PUBLISH', ARGV[2], '')
return added
`;

/**
 * KEYS: dead, its connections. ARGV: name, how long they are kept, then field, value, ... Keeps what an heir
 * needs of connections; 0 when the process was declared dead before, and its heirs may be through already.
 */
export const keepScript = `
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 0 end
redis.call('HSET', KEYS[2], unpack(ARGV, 3))
redis.call('PEXPIRE', KEYS[2], ARGV[2])
return 1
`;

/** KEYS: as of a sign of life. ARGV: name. What of its connections was not ended is left to heirs. */
export const leaveScript = `${now}
if redis.call('ZREM', KEYS[1], ARGV[1]) == 0 then return end
redis.call('ZADD', KEYS[2], now, ARGV[1])
if redis.call('EXISTS', KEYS[5]) == 1 then redis.call('ZADD', KEYS[4], 0, ARGV[1]) end
`;

/**
 * KEYS: gateways, dead, pulse. ARGV: name, silence, then its channel and a message, or neither. Returns how
 * many have received the message (0 when there is none), -1 when there is no such gateway, or -2 when that
 * cannot be said: Redis may have forgotten it, and it had no time yet to say that it lives.
 */
export const deliverScript = `${now}
if redis.call('ZSCORE', KEYS[1], ARGV[1]) then
  if ARGV[3] == nil then return 0 end
  return redis.call('PUBLISH', ARGV[3], ARGV[4])
end
if redis.call('ZSCORE', KEYS[2], ARGV[1]) then return -1 end
-- Evicted, or not there yet.
if redis.call('EXISTS', KEYS[1]) == 0 then return -2 end
local last = tonumber(redis.call('HGET', KEYS[3], 'at') or '0')
local quietUntil = tonumber(redis.call('HGET', KEYS[3], 'quietUntil') or '0')
if now - last > tonumber(ARGV[2]) or now < quietUntil then return -2 end
return -1
`;

/**
 * KEYS: estates. ARGV: how long a claim lasts, then the name of one that is claimed already, or none. Returns
 * the name of an estate that is this heir's from now on, or null.
 */
export const claimScript = `${now}
local name = ARGV[2]
if name == nil then
  name = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 1)[1]
elseif not redis.call('ZSCORE', KEYS[1], name) then
  name = nil
end
if name == nil then return false end
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[1]), name)
return name
`;
