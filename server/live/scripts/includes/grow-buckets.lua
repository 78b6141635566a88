-- one more bucket: the next in turn is parted in two; returns how many there are now
local function growBuckets(standings, count)
  local size = 1
  while size * 2 <= count do size = size * 2 end
  local parted = redis.call('HGET', standings, count - size) or ''
  local kept, moved, at = {}, {}, 1
  while at <= #parted do
    local last = at + 1 + struct.unpack('>I2', parted, at)
    local isKept = bucketOf(count + 1, parted:sub(at + 2, at + 9)) ~= count
    table.insert(isKept and kept or moved, parted:sub(at, last))
    at = last + 1
  end
  redis.call('HSET', standings, count - size, table.concat(kept), count, table.concat(moved), 'n', count + 1)
  return count + 1
end
