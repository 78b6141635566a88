-- entries that tie in every key share the place: count those whose keys are better, whatever their ids
local function placeOf(board, member, idWidth)
  return redis.call('ZLEXCOUNT', board, '-', '(' .. member:sub(1, -idWidth - 1)) + 1
end
