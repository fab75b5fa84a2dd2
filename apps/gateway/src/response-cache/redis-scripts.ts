/**
 * A stage's responses in Redis: a hash of entries with the count of their bytes, and a sorted set of their
 * names by last use. Both live as long as the entry that lives longest. Whole in one script each, so that the
 * bound of a stage is exact however many gateways keep and find at once.
 *
 * An entry counts with what Redis takes for it: its allocator rounds a value up by a quarter at most, and the
 * places of its name in hash and set take some 300 bytes.
 *
 * Times are Redis's own, unless a test gives one: the clocks of gateways differ. They stand in front of each
 * value, 15 digits each: until when it may be found, since when it is kept, and when its backend was asked,
 * in milliseconds.
 */
const shared = `
local entries, uses, name, now = KEYS[1], KEYS[2], ARGV[1], tonumber(ARGV[2])
if now < 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + time[2] / 1000
end
local function bytesOf(valueLength) return math.ceil(valueLength * 1.25) + 2 * #name + 320 end
local function drop(dropped)
  local length = redis.call('HSTRLEN', entries, dropped)
  redis.call('HDEL', entries, dropped)
  redis.call('ZREM', uses, dropped)
  if length == 0 then return 0 end
  return bytesOf(length)
end
`;

/**
 * Finds an entry: its value and the time, or nothing.
 *
 * KEYS: entries, uses. ARGV: name, time or -1.
 */
export const findScript = `${shared}
local value = redis.call('HGET', entries, name)
if not value then return nil end
if tonumber(string.sub(value, 1, 15)) <= now then
  redis.call('HINCRBY', entries, 'bytes', -drop(name))
  return nil
end
-- A Redis that is full refuses this, and gives what it has all the same.
redis.pcall('ZADD', uses, string.format('%.17g', now), name)
return { value, string.format('%.0f', now) }
`;

/**
 * Keeps an entry in the place of the one before, and lets go of those that were not used for the longest time
 * until all are within the bound; says how many. One whose backend was asked later stays. Where one of the
 * two keys has been lost the count would be wrong: both begin anew.
 *
 * KEYS: entries, uses. ARGV: name, time or -1, value without times, milliseconds it may be found for,
 * milliseconds it is old, bytes that the stage may hold, milliseconds since its backend was asked.
 */
export const keepScript = `${shared}
local value, ttl, age, max = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
local asked = now - tonumber(ARGV[7])
local present = redis.call('HGET', entries, name)
local function timeOf(from) return tonumber(string.sub(present, from, from + 14)) or 0 end
if present and timeOf(1) > now and timeOf(31) > asked then return 0 end
local isWhole = math.max(0, redis.call('HLEN', entries) - 1) == redis.call('ZCARD', uses)
-- A Redis that is full ends the script here; behind its first write it lets a script write on.
redis.call('HSET', entries, 'bytes', redis.call('HGET', entries, 'bytes') or 0)
if not isWhole then redis.call('UNLINK', entries, uses) end
local bytes = tonumber(redis.call('HGET', entries, 'bytes') or 0) - drop(name)
local added, evicted = bytesOf(#value + 45), 0
if added <= max then
  while bytes + added > max do
    local oldest = redis.call('ZRANGE', uses, 0, 0)[1]
    if oldest then
      bytes, evicted = bytes - drop(oldest), evicted + 1
    else
      bytes = 0
    end
  end
  bytes = bytes + added
  redis.call('HSET', entries, name, string.format('%015.0f%015.0f%015.0f', now + ttl, now - age, asked) .. value)
  redis.call('ZADD', uses, string.format('%.17g', now), name)
end
redis.call('HSET', entries, 'bytes', bytes)
if redis.call('PTTL', entries) < ttl then
  redis.call('PEXPIRE', entries, math.ceil(ttl))
  redis.call('PEXPIRE', uses, math.ceil(ttl))
end
return evicted
`;
