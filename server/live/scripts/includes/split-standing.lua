-- a standing is stored as "<version> <unit ids> <member>"
local function splitStanding(stored)
  if not stored then return nil, nil, nil end
  local version, unitIds, member = stored:match('^(%d+) (%S*) (.*)$')
  return tonumber(version), unitIds, member
end
