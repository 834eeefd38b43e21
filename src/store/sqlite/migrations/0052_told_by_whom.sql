-- Several may be told of a trouble: each is told of its end who was told of its begin.
UPDATE trouble SET body = json_set(body, '$.told',
  CASE json_type(body, '$.told') WHEN 'true' THEN json_array('webhook') ELSE json_array() END)
WHERE json_type(body, '$.told') IS NOT 'array';
